"""Photos: developed apart, kept under the hash of their content, taken down and put back."""
