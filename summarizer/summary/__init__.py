"""Which sentences are printed: ranking, coverage, redundancy, quotas, sections."""
