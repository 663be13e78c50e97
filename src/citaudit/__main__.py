"""`python -m citaudit`."""

from citaudit.cli import main

if __name__ == "__main__":
    main()
