"""What is handed out for a council session: packs, data and decisions in one folder that proves itself."""
