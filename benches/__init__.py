"""What `bin/bench` runs. A figure is judged as a ratio to a floor measured in the same run wherever there is
one, so that it means the same on a slow machine as on a fast one."""
