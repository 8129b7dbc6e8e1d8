"""The desk: a web page on this machine where reports are dropped, decided, printed and released."""
