"""What is not civic: credentials, sessions, codes, messages, preferences.

Nothing here decides a public matter.

The only modules beside `record.perform` that write, each through
`engines.current().write_connection()`.
"""
