"""The steps of the work, one plain function each: a project goes in, a result comes out, nothing is printed."""
