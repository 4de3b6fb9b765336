package spikelock.emulator.datapath;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles a placed datapath to a {@link SweepKernel}: one counted loop of branch-free integer code over flat arrays, which the
 * JIT compiler vectorises. Values of up to 31 bits are ints, so that the difference of two never overflows; wider ones are
 * longs. A product that is shifted right is split so that it stays in ints whenever its result does.
 */
public final class KernelCompiler {
  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc ROWS = INTS.arrayType();
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final Map<String, SweepKernel> COMPILED = new ConcurrentHashMap<>();

  private static final int NEURON = 7; // local: the loop's counter
  private static final int TO = 8;

  private final PlacedDatapath placed;
  private final List<Node> nodes;
  private final int[] local;
  private final boolean[] wide;

  private KernelCompiler(PlacedDatapath placed) {
    this.placed = placed;
    this.nodes = placed.datapath().nodes();
    this.local = new int[nodes.size()];
    this.wide = new boolean[nodes.size()];
  }

  /** The kernel of a placed datapath; equal ones share it. */
  public static SweepKernel compile(PlacedDatapath placed) {
    String key = placed.datapath().describe() + placed.coreParameters() + placed.setParameters() + placed.neuronParameters();
    return COMPILED.computeIfAbsent(key, unused -> new KernelCompiler(placed).build());
  }

  private SweepKernel build() {
    ClassDesc self = ClassDesc.of(KernelCompiler.class.getPackageName(), "GeneratedKernel");
    byte[] bytes = ClassFile.of().build(self, type -> {
      type.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(ClassDesc.of(SweepKernel.class.getName()));
      type.withField("tables", ROWS, ClassFile.ACC_STATIC);
      type.withMethodBody(ConstantDescs.INIT_NAME, MethodTypeDesc.of(CD_void), ClassFile.ACC_PUBLIC,
          code -> code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, MethodTypeDesc.of(CD_void)).return_());
      type.withMethodBody("sweep", MethodTypeDesc.of(CD_void, ROWS, INTS, ROWS, INTS, INTS, INTS, CD_int, CD_int),
          ClassFile.ACC_PUBLIC, code -> sweep(code, self));
    });
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      lookup.findStaticVarHandle(lookup.lookupClass(), "tables", int[][].class).set(tables());
      return (SweepKernel) lookup.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the generated kernel of " + placed.datapath().name() + " was refused", e);
    }
  }

  private int[][] tables() {
    return placed.datapath().tables().stream()
        .map(t -> t.values().stream().mapToInt(Long::intValue).toArray()).toArray(int[][]::new);
  }

  // Locals: 0 this, 1 state, 2 scalars, 3 neuron parameters, 4 accumulators, 5 spikes, 6 payloads, 7 from (the counter), 8 to.
  private void sweep(CodeBuilder code, ClassDesc self) {
    Datapath datapath = placed.datapath();
    int free = 9;
    int[] stateRow = new int[datapath.states().size()];
    for (int field = 0; field < stateRow.length; field++) {
      stateRow[field] = free++;
      code.aload(1).loadConstant(field).aaload().astore(stateRow[field]);
    }
    int[] parameterRow = new int[datapath.parameters().size()];
    for (int i = 0; i < placed.neuronParameters().size(); i++) {
      parameterRow[placed.neuronParameters().get(i)] = free;
      code.aload(3).loadConstant(i).aaload().astore(free++);
    }
    int[] tableRow = new int[datapath.tables().size()];
    for (int table = 0; table < tableRow.length; table++) {
      tableRow[table] = free;
      code.getstatic(self, "tables", ROWS).loadConstant(table).aaload().astore(free++);
    }
    for (int i = 0; i < nodes.size(); i++) {
      wide[i] = nodes.get(i).signedBits() > 31;
      local[i] = free;
      free += wide[i] ? 2 : 1;
    }
    // Everything that does not change from neuron to neuron is computed once.
    boolean[] hoisted = new boolean[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      hoisted[i] = node.op() == Op.CONSTANT
          || node.op() == Op.PARAMETER && !placed.neuronParameters().contains((int) node.immediate());
      if (hoisted[i] && node.op() == Op.PARAMETER) {
        int parameter = (int) node.immediate();
        int scalar = placed.coreParameters().indexOf(parameter);
        if (scalar < 0) {
          scalar = placed.coreParameters().size() + placed.setParameters().indexOf(parameter);
        }
        code.aload(2).loadConstant(scalar).iaload();
        storeField(code, i, datapath.parameters().get(parameter).type());
      } else if (hoisted[i]) {
        if (wide[i]) {
          code.loadConstant(node.immediate()).lstore(local[i]);
        } else {
          code.loadConstant((int) node.immediate()).istore(local[i]);
        }
      }
    }
    var loop = code.newLabel();
    var done = code.newLabel();
    code.labelBinding(loop).iload(NEURON).iload(TO).if_icmpge(done);
    for (int i = 0; i < nodes.size(); i++) {
      if (hoisted[i]) {
        continue;
      }
      Node node = nodes.get(i);
      int index = (int) node.immediate();
      switch (node.op()) {
        case STATE -> {
          code.aload(stateRow[index]).iload(NEURON).iaload();
          storeField(code, i, datapath.states().get(index).type());
        }
        case PARAMETER -> {
          code.aload(parameterRow[index]).iload(NEURON).iaload();
          storeField(code, i, datapath.parameters().get(index).type());
        }
        case INPUT -> {
          code.aload(4);
          accumulator(code, index).iaload();
          Type type = datapath.inputs().get(index).type();
          if (type.bits() < 32) {
            code.loadConstant(32 - type.bits()).ishl().loadConstant(32 - type.bits()).ishr();
          }
          storeField(code, i, type);
        }
        default -> {
          operation(code, node, i, tableRow);
          store(code, i);
        }
      }
    }
    for (int input = 0; input < datapath.inputs().size(); input++) {
      code.aload(4);
      accumulator(code, input).iconst_0().iastore();
    }
    for (int field = 0; field < stateRow.length; field++) {
      code.aload(stateRow[field]).iload(NEURON);
      asInt(code, datapath.next().get(field)).iastore();
    }
    code.aload(5).iload(NEURON);
    asInt(code, datapath.spike()).iastore();
    if (datapath.payload() >= 0) {
      code.aload(6).iload(NEURON);
      asInt(code, datapath.payload()).iastore();
    }
    code.iinc(NEURON, 1).goto_(loop).labelBinding(done).return_();
  }

  private CodeBuilder accumulator(CodeBuilder code, int input) {
    code.iload(NEURON);
    int shift = placed.shape().inputsLog2();
    if (shift > 0) {
      code.loadConstant(shift).ishl().loadConstant(input).iadd();
    }
    return code;
  }

  /** Stores an int of the stack as the value of a field: unsigned 32-bit ones lose their sign. */
  private void storeField(CodeBuilder code, int node, Type type) {
    if (wide[node]) {
      code.i2l();
      if (!type.signed()) {
        code.loadConstant(0xffffffffL).land();
      }
      code.lstore(local[node]);
    } else {
      code.istore(local[node]);
    }
  }

  private void store(CodeBuilder code, int node) {
    if (wide[node]) {
      code.lstore(local[node]);
    } else {
      code.istore(local[node]);
    }
  }

  private CodeBuilder asInt(CodeBuilder code, int node) {
    return wide[node] ? code.lload(local[node]).l2i() : code.iload(local[node]);
  }

  private void load(CodeBuilder code, int node, boolean asLong) {
    if (wide[node]) {
      code.lload(local[node]);
      if (!asLong) {
        code.l2i();
      }
    } else {
      code.iload(local[node]);
      if (asLong) {
        code.i2l();
      }
    }
  }

  /** Leaves the node's value on the stack, as a long when the node is wide. */
  private void operation(CodeBuilder code, Node node, int id, int[] tableRow) {
    boolean asLong = wide[id];
    switch (node.op()) {
      case ADD, SUB -> {
        load(code, node.a(), asLong);
        load(code, node.b(), asLong);
        if (node.op() == Op.ADD) {
          arithmetic(code, asLong, CodeBuilder::iadd, CodeBuilder::ladd);
        } else {
          arithmetic(code, asLong, CodeBuilder::isub, CodeBuilder::lsub);
        }
      }
      case MIN, MAX -> {
        boolean inLong = asLong || wide[node.a()] || wide[node.b()];
        load(code, node.a(), inLong);
        load(code, node.b(), inLong);
        extreme(code, node.op() == Op.MIN ? "min" : "max", inLong);
        narrow(code, inLong, asLong);
      }
      case SATURATE -> {
        boolean inLong = asLong || wide[node.a()];
        load(code, node.a(), inLong);
        push(code, node.lo(), inLong);
        extreme(code, "max", inLong);
        push(code, node.hi(), inLong);
        extreme(code, "min", inLong);
        narrow(code, inLong, asLong);
      }
      case MUL -> multiply(code, node, asLong);
      case SHL -> {
        load(code, node.a(), asLong);
        shift(code, asLong, (int) node.immediate(), true);
      }
      case SHR -> {
        boolean inLong = asLong || nodes.get(node.a()).signedBits() > 30;
        load(code, node.a(), inLong);
        round(code, node.rounding(), (int) node.immediate(), inLong);
        narrow(code, inLong, asLong);
      }
      case LT, LE -> {
        // a < b is the sign of a - b, a <= b the complement of the sign of b - a
        boolean inLong = wide[node.a()] || wide[node.b()];
        load(code, node.op() == Op.LT ? node.a() : node.b(), inLong);
        load(code, node.op() == Op.LT ? node.b() : node.a(), inLong);
        sign(code, inLong);
        if (node.op() == Op.LE) {
          code.iconst_1().ixor();
        }
      }
      case EQ, NE -> {
        // d | -d has its sign bit set unless d is 0
        boolean inLong = wide[node.a()] || wide[node.b()];
        for (int side = 0; side < 2; side++) {
          load(code, side == 0 ? node.a() : node.b(), inLong);
          load(code, side == 0 ? node.b() : node.a(), inLong);
          arithmetic(code, inLong, CodeBuilder::isub, CodeBuilder::lsub);
        }
        arithmetic(code, inLong, CodeBuilder::ior, CodeBuilder::lor);
        if (inLong) {
          code.loadConstant(63).lushr().l2i();
        } else {
          code.loadConstant(31).iushr();
        }
        if (node.op() == Op.EQ) {
          code.iconst_1().ixor();
        }
      }
      case AND, OR, XOR -> {
        code.iload(local[node.a()]).iload(local[node.b()]);
        switch (node.op()) {
          case AND -> code.iand();
          case OR -> code.ior();
          default -> code.ixor();
        }
      }
      case NOT -> code.iload(local[node.a()]).iconst_1().ixor();
      case SELECT -> {
        // c ^ ((b ^ c) & -condition)
        load(code, node.c(), asLong);
        load(code, node.b(), asLong);
        load(code, node.c(), asLong);
        arithmetic(code, asLong, CodeBuilder::ixor, CodeBuilder::lxor);
        code.iload(local[node.a()]);
        code.ineg();
        if (asLong) {
          code.i2l();
        }
        arithmetic(code, asLong, CodeBuilder::iand, CodeBuilder::land);
        arithmetic(code, asLong, CodeBuilder::ixor, CodeBuilder::lxor);
      }
      case WRAP -> wrap(code, node, asLong);
      case NEG -> {
        push(code, 0, asLong);
        load(code, node.a(), asLong);
        arithmetic(code, asLong, CodeBuilder::isub, CodeBuilder::lsub);
      }
      case ABS -> {
        load(code, node.a(), asLong || wide[node.a()]);
        boolean inLong = asLong || wide[node.a()];
        code.invokestatic(MATH, "abs", inLong ? MethodTypeDesc.ofDescriptor("(J)J") : MethodTypeDesc.ofDescriptor("(I)I"));
        narrow(code, inLong, asLong);
      }
      case TABLE -> {
        code.aload(tableRow[(int) node.immediate()]);
        load(code, node.a(), false);
        code.iaload();
        if (asLong) {
          code.i2l();
          if (node.lo() >= 0) {
            code.loadConstant(0xffffffffL).land();
          }
        }
      }
      case CONSTANT, STATE, PARAMETER, INPUT -> throw new IllegalStateException(node.op() + " is a leaf");
    }
  }

  private void multiply(CodeBuilder code, Node node, boolean asLong) {
    int shift = (int) node.immediate();
    Node x = nodes.get(node.a());
    Node y = nodes.get(node.b());
    long half = shift == 0 ? 0 : 1L << (shift - 1);
    boolean product = x.signedBits() + y.signedBits() <= 31 && !wide[node.a()] && !wide[node.b()];
    if (product || shift == 0 && !asLong) {
      load(code, node.a(), false);
      load(code, node.b(), false);
      code.imul();
      round(code, node.rounding(), shift, false);
      if (asLong) {
        code.i2l();
      }
      return;
    }
    boolean splits = !asLong && (node.rounding() == Rounding.FLOOR || node.rounding() == Rounding.NEAREST);
    for (int side = 0; side < 2 && splits; side++) {
      Node value = side == 0 ? x : y;
      Node factor = side == 0 ? y : x;
      int valueId = side == 0 ? node.a() : node.b();
      int factorId = side == 0 ? node.b() : node.a();
      if (shift < 31 && !wide[valueId] && !wide[factorId] && factor.signedBits() + shift + 1 <= 31
          && Math.max(1, value.signedBits() - shift) + factor.signedBits() <= 31) {
        // value = high * 2^shift + low: the high part's product needs no rounding
        load(code, valueId, false);
        code.loadConstant(shift).ishr();
        load(code, factorId, false);
        code.imul();
        load(code, valueId, false);
        code.loadConstant((1 << shift) - 1).iand();
        load(code, factorId, false);
        code.imul();
        if (node.rounding() == Rounding.NEAREST) {
          code.loadConstant((int) half).iadd();
        }
        code.loadConstant(shift).ishr().iadd();
        return;
      }
    }
    load(code, node.a(), true);
    load(code, node.b(), true);
    code.lmul();
    round(code, node.rounding(), shift, true);
    narrow(code, true, asLong);
  }

  /** Shifts the value on the stack right by {@code shift}, rounded. */
  private static void round(CodeBuilder code, Rounding rounding, int shift, boolean inLong) {
    if (shift == 0) {
      return;
    }
    long half = 1L << (shift - 1);
    int top = inLong ? 63 : 31;
    switch (rounding) {
      case FLOOR -> { }
      case NEAREST -> {
        push(code, half, inLong);
        arithmetic(code, inLong, CodeBuilder::iadd, CodeBuilder::ladd);
      }
      case ZERO -> {
        // negative values move up by 2^shift - 1 first
        duplicate(code, inLong);
        shift(code, inLong, top, false);
        push(code, (1L << shift) - 1, inLong);
        arithmetic(code, inLong, CodeBuilder::iand, CodeBuilder::land);
        arithmetic(code, inLong, CodeBuilder::iadd, CodeBuilder::ladd);
      }
      case EVEN -> {
        duplicate(code, inLong);
        shift(code, inLong, shift, false);
        push(code, 1, inLong);
        arithmetic(code, inLong, CodeBuilder::iand, CodeBuilder::land);
        push(code, half - 1, inLong);
        arithmetic(code, inLong, CodeBuilder::iadd, CodeBuilder::ladd);
        arithmetic(code, inLong, CodeBuilder::iadd, CodeBuilder::ladd);
      }
    }
    shift(code, inLong, shift, false);
  }

  private void wrap(CodeBuilder code, Node node, boolean asLong) {
    int bits = (int) node.immediate();
    load(code, node.a(), asLong);
    if (node.lo() < 0) {
      int drop = (asLong ? 64 : 32) - bits;
      shift(code, asLong, drop, true);
      shift(code, asLong, drop, false);
    } else {
      push(code, (1L << bits) - 1, asLong);
      arithmetic(code, asLong, CodeBuilder::iand, CodeBuilder::land);
    }
  }

  private interface Emit {
    CodeBuilder to(CodeBuilder code);
  }

  private static void arithmetic(CodeBuilder code, boolean inLong, Emit ints, Emit longs) {
    (inLong ? longs : ints).to(code);
  }

  private static void shift(CodeBuilder code, boolean inLong, int by, boolean left) {
    code.loadConstant(by);
    if (left) {
      arithmetic(code, inLong, CodeBuilder::ishl, CodeBuilder::lshl);
    } else {
      arithmetic(code, inLong, CodeBuilder::ishr, CodeBuilder::lshr);
    }
  }

  private static void sign(CodeBuilder code, boolean inLong) {
    if (inLong) {
      code.lsub().loadConstant(63).lushr().l2i();
    } else {
      code.isub().loadConstant(31).iushr();
    }
  }

  private static void extreme(CodeBuilder code, String which, boolean inLong) {
    code.invokestatic(MATH, which, MethodTypeDesc.ofDescriptor(inLong ? "(JJ)J" : "(II)I"));
  }

  private static void push(CodeBuilder code, long value, boolean inLong) {
    if (inLong) {
      code.loadConstant(value);
    } else {
      code.loadConstant((int) value);
    }
  }

  private static void duplicate(CodeBuilder code, boolean inLong) {
    if (inLong) {
      code.dup2();
    } else {
      code.dup();
    }
  }

  private static void narrow(CodeBuilder code, boolean inLong, boolean asLong) {
    if (inLong && !asLong) {
      code.conversion(TypeKind.LONG, TypeKind.INT);
    }
  }
}
