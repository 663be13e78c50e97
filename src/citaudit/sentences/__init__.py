"""What the tool says in whole sentences, in each language that it speaks to people.

A sentence is made once, in English, where it is known what there is to say. So it goes into JSON,
into the tables of a dump and into the history of looks, and comes back from there. Whoever shows
it in another language takes it apart by the templates of `zh-Hans.toml` and `zh-Hant.toml`, whose
keys are the English ones.
"""

from citaudit.sentences.catalogue import PIECE, templates
from citaudit.sentences.taken_apart import Sentence, understood
from citaudit.sentences.told import told

__all__ = ["PIECE", "Sentence", "templates", "told", "understood"]
