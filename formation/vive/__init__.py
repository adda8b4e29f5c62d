"""A session in the room: its running order, what may be answered when, counting, words, groups, gain, report.

Pure: what is kept, and who asks, belong to `web.seance`.
"""
