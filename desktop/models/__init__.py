"""Models on their way from the hub to this Mac."""
