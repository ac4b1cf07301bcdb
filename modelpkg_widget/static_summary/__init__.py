"""What a notebook shows of a form where no kernel is: text and HTML, without what is secret."""
