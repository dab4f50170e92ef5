"""The user-side API: what people do in the sandbox (the page, the tests and the benchmarks use it)."""
