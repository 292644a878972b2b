"""Values: from a cell as a file gives it to the value that it stands for, or the problem that it is."""
