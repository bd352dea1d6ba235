"""The desk: what people who write, translate and publish find when they sign in."""
