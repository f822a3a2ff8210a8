"""`python -m retrieval`."""

import sys

from retrieval.console import main

sys.exit(main())
