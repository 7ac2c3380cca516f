/** Handlebars templates: compile, check, render. */
export {}
