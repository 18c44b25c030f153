"""The gateway: the only code that sends anything to a language model, over the four protocols that they speak.

address (which model is meant) ─► request (the one place that writes requests) ─► send (the one that opens a connection) ─► reply
"""
