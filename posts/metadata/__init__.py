"""What pages say of themselves to browsers, feed readers, search engines and whoever shows a card of them."""
