"""Fetching: addresses → articles in files. Beside the sending of mail the only room that touches the network."""
