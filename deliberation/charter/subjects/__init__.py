"""What has stages: today the proposal."""
