"""What is done with bodies, appointments, matters, procedures, interests and concerns."""
