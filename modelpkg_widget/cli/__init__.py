"""The command `modelpkg-widget`: one file for each verb, over what they share."""
