"""Tests of the conversation: its files, its actions alone, then real Rasa and a real action server by HTTP."""
