"""`python -m generator` is the same program as `dvk`."""

import sys

from generator.cli import main

sys.exit(main())
