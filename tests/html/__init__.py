"""The HTML report, as text and in the real Chromium."""  # noqa: A005
