"""Citations that a converter lost, given back from the page it was made from."""

from citaudit.recover.recovery import Open, Recovered, Recovery, recovered
from citaudit.recover.repair import repairs

__all__ = ["Open", "Recovered", "Recovery", "recovered", "repairs"]
