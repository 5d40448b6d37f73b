"""Conversations: messages in, turns, replies, tasks; the same for every channel.

`turns` answers messages, `delivery` sends what is to be sent, `notifications` is what we write
first.
"""
