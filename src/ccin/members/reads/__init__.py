"""What a page needs from several models: who may join, and the network's figures."""
