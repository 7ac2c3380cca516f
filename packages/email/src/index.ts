/** E-mail: hand over, read what comes back. */
export {}
