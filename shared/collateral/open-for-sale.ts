/** The state of an enforcement in which its tonnes may be put up for sale. */
export const openForSale = "begun";
