"""知 inform: notices, proof of posting, meetings."""
