/** Plans, and what they allow of each quota: things that are counted and are not credits. */
@NullMarked
package dev.credits.quota;

import org.jspecify.annotations.NullMarked;
