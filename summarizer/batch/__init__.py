"""Many folders → many briefings, in this process, in several, or on a Dask cluster."""
