"""The guided tools in the chat: one question at a time, then the result that the page and the API would give.

A guide is a table of fields (`champ`) and one function of `conseil`; `tour` holds one turn of it, without Rasa;
`formulaire` is the Rasa form around it. Rasa's own files for the forms are written from these tables by
`python -m bot.projet_guides`.
"""
