"""The site: what readers reach from phones and browsers. Nothing here can lead a workshop."""
