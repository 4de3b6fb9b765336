/**
 * The synthetic data set {@code glyphs}: {@link spikelock.toolchain.examples.glyphs.Glyphs} draws digits that nobody has ever written,
 * each from nothing but a seed and its number. {@link spikelock.toolchain.examples.glyphs.Strokes} holds the shapes, {@link
 * spikelock.toolchain.examples.glyphs.Hand} distorts them, {@link spikelock.toolchain.examples.glyphs.Paper} inks them.
 */
package spikelock.toolchain.examples.glyphs;
