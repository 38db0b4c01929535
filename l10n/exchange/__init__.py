"""Exchange formats: each module is the only place that knows its format's library."""
