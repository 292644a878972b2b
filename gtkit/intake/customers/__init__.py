"""Customers: who is who before anything is counted: codes grouped, names alike, measured efforts."""
