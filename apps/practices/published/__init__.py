"""Reading what NHS England, ODS and OHID publish about organisations. No Django here: files in, records out.

``folder.read_folder`` is the door; every complaint is a `problems.FormatProblem`."""
