"""What every form does: act ids, files, numbers, drafts, a warning about private pieces."""
