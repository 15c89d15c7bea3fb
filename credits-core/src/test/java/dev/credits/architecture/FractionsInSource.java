package dev.credits.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeKind;

/** Finds {@code double}, {@code float} and their literals in method bodies, where the byte code's signatures do not show them. */
final class FractionsInSource extends TreeScanner<Void, String> {
    private final List<String> found = new ArrayList<>();

    private FractionsInSource() {}

    /** The files and what of it is in them, such as {@code Amount.java: 0.1}. */
    static List<String> under(Path root) {
        FractionsInSource scanner = new FractionsInSource();
        for (CompilationUnitTree unit : SourceTree.parse(root)) {
            Path path = Path.of(unit.getSourceFile().getName());
            scanner.scan(unit, String.valueOf(path.getFileName()));
        }
        return scanner.found;
    }

    @Override
    public Void visitPrimitiveType(PrimitiveTypeTree type, String file) {
        if (type.getPrimitiveTypeKind() == TypeKind.DOUBLE || type.getPrimitiveTypeKind() == TypeKind.FLOAT) {
            found.add(file + ": " + type);
        }
        return super.visitPrimitiveType(type, file);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, String file) {
        if (literal.getKind() == Kind.DOUBLE_LITERAL || literal.getKind() == Kind.FLOAT_LITERAL) {
            found.add(file + ": " + literal);
        }
        return super.visitLiteral(literal, file);
    }
}
