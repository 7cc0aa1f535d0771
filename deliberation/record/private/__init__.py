"""What is not civic: credentials, sessions, codes, messages, preferences.

Nothing here decides a public matter. Beside `record.write.perform` only these modules write, each
through `whole.writing`, so that several can change together, or through `whole.apart` where a row
stays whatever follows; nobody here takes a write connection otherwise.
"""
