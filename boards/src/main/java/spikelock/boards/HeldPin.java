package spikelock.boards;

/**
 * An output that never changes: something beside the part must be kept quiet.
 *
 * @param name of the port
 * @param high its level
 */
public record HeldPin(String name, Pin pin, boolean high) {}
