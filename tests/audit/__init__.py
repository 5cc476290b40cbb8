"""What the portal promises of access, weight and speed, measured on built pages: `make audit`."""
