"""What pages, printed pages and workbooks say: a question and a viewer become blocks. Values only; draws nothing."""
