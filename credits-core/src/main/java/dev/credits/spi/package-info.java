/** What a storage must provide: units of work that load, and append, all or nothing; and consistent reads. */
@NullMarked
package dev.credits.spi;

import org.jspecify.annotations.NullMarked;
