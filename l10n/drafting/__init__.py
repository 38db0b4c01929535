"""What is done around every engine: protect, cache, pay, retry, verify, repair; `pipeline` tells the story."""
