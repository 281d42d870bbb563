using System.Collections;
using SsoOidc.Shapes;

namespace SsoOidc.Stubbing;

/// <summary>The parameters that a stub expects.</summary>
internal sealed class StubExpectation
{
    private readonly object? _request;
    private readonly IReadOnlyDictionary<string, object?> _members;

    public StubExpectation(object request)
    {
        _request = request;
        _members = new Dictionary<string, object?>();
    }

    public StubExpectation(IReadOnlyDictionary<string, object?> members) => _members = members;

    /// <summary>Returns the expectation with the members of the operation; it is checked and converted as parameters are.</summary>
    /// <exception cref="ArgumentException">The expectation is not one for this operation.</exception>
    public StubExpectation For(Operation operation)
    {
        if (_request is not null)
        {
            return operation.IsRequest(_request)
                ? new StubExpectation(Whole(operation, operation.RequestToDictionary(_request)))
                : throw new ArgumentException(
                    $"A {LooseTypes.NameOf(_request)} is no request of {operation.Name}; give one, or members as a dictionary with values of type object.");
        }

        var unknown = _members.Keys.Where(name => operation.Input.Members.All(row => row.Name != name)).ToArray();
        return unknown.Length > 0
            ? throw new ParameterValidationException(Array.ConvertAll(unknown, ParameterError.Unexpected))
            : new StubExpectation(ParameterConverter.Convert(operation.Input, _members));
    }

    /// <summary>Compares a call with the expectation; null where it fits.</summary>
    public StubVerificationException? Compare(OperationContext context)
    {
        var given = context.Request is { } request
            ? context.Operation.RequestToDictionary(request)
            : ParameterConverter.Convert(context.Operation.Input, context.Parameters);
        List<string>? differences = null;
        foreach (var row in context.Operation.Input.Members)
        {
            if (_members.TryGetValue(row.Name, out object? expected) && given.GetValueOrDefault(row.Name) is var actual && !AreEqual(expected, actual))
            {
                (differences ??= []).Add(Describe(row, expected, actual));
            }
        }

        return differences is null
            ? null
            : new($"A call of {context.Operation.Name} does not have the parameters that its stub expects:", differences);
    }

    // What a typed request does not set must be absent.
    private static Dictionary<string, object?> Whole(Operation operation, Dictionary<string, object?> members)
    {
        foreach (var row in operation.Input.Members)
        {
            members.TryAdd(row.Name, null);
        }

        return members;
    }

    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (string, _) or (_, string) => Equals(left, right),
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>()),
        _ => Equals(left, right),
    };

    private static string Describe(ShapeMember row, object? expected, object? actual)
    {
        string shownExpected = Redaction.Show(row, expected);
        string shownActual = Redaction.Show(row, actual);
        return (expected, actual) switch
        {
            (null, _) => $"{row.Name}: expected nothing, got {shownActual}",
            (_, null) => $"{row.Name}: expected {shownExpected}, got nothing",
            _ when shownExpected == Redaction.Filtered => $"{row.Name}: expected another value (both are hidden)",
            _ when shownExpected == shownActual => $"{row.Name}: expected another value (both are shown as {shownActual})",
            _ => $"{row.Name}: expected {shownExpected}, got {shownActual}",
        };
    }
}
