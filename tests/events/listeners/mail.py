"""Sends a message by a command that reads it from its standard input, as sendmail does."""

import subprocess


def send(command, subject, body):
    message = "Subject: %s\n\n%s\n" % (subject, body)
    subprocess.run(command, shell=True, input=message.encode(), check=True)
