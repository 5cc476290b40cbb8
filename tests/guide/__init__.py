"""The pictures of the guides for those who run a portal: what they see when they give a command.

`python -m tests.guide` draws them anew, from real files, commands and pages; all people in them are invented.
"""
