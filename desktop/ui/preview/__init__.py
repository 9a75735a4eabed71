"""Every part of the window in each of its states, as pictures: no model, no engine."""
