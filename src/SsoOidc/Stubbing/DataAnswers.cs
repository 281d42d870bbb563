using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc.Stubbing;

/// <summary>The members of a typed response, sent as JSON and read again.</summary>
internal sealed class ResponseAnswer(SsoOidcResponse data) : StubAnswer
{
    public override StubAnswer For(Operation operation)
    {
        if (!operation.IsResponse(data))
        {
            throw new ArgumentException($"A {data.GetType().Name} is no answer of {operation.Name}.");
        }

        var writer = new JsonBodyWriter(512);
        operation.WriteResponse(ref writer, data);
        byte[] body = writer.Written.ToArray();
        bool isInvalid = writer.IsInvalid;
        writer.Discard();
        return isInvalid ? throw InvalidText(operation) : HttpAnswer.OfData(body);
    }

    public override ValueTask<Stub?> AnswerAsync(OperationContext context) => For(context.Operation).AnswerAsync(context);

    private ParameterValidationException InvalidText(Operation operation)
    {
        var errors = new List<ParameterError>();
        ParameterValidator.ValidateText(operation.Output, operation.ResponseToDictionary(data), errors);
        return new ParameterValidationException(errors);
    }
}

/// <summary>Members by wire name, sent as JSON and read again.</summary>
internal sealed class MembersAnswer(IReadOnlyDictionary<string, object?> members) : StubAnswer
{
    public override StubAnswer For(Operation operation)
    {
        ResponseMembers.Read(operation, members, members);
        return HttpAnswer.OfData(ResponseMembers.Write(operation, members));
    }

    public override ValueTask<Stub?> AnswerAsync(OperationContext context) => For(context.Operation).AnswerAsync(context);
}

/// <summary>Response members by wire name, as JSON and as the typed response.</summary>
internal static class ResponseMembers
{
    /// <summary>Makes default data with the given members in place.</summary>
    /// <exception cref="ParameterValidationException">A name or type is not the operation's.</exception>
    public static SsoOidcResponse OverDefaults(Operation operation, IReadOnlyDictionary<string, object?>? given)
    {
        var defaults = operation.CreateStub();
        if (given is null || given.Count == 0)
        {
            return defaults;
        }

        var members = operation.ResponseToDictionary(defaults);
        foreach (var (name, value) in given)
        {
            members[name] = value;
        }

        return Read(operation, given, members);
    }

    /// <summary>Checks the given members and makes a response of all of them.</summary>
    /// <exception cref="ParameterValidationException">A name or type is not the operation's.</exception>
    public static SsoOidcResponse Read(
        Operation operation, IReadOnlyDictionary<string, object?> given, IReadOnlyDictionary<string, object?> members)
    {
        var errors = new List<ParameterError>();
        ParameterValidator.Validate(operation.Output, given, errors);
        if (errors.Count > 0)
        {
            throw new ParameterValidationException(errors);
        }

        try
        {
            var reader = new Utf8JsonReader(Write(operation, members));
            reader.Read();
            return operation.ReadResponse(ref reader);
        }
        catch (UnexpectedValueException e)
        {
            throw new ParameterValidationException(ParameterError.WrongType(e.Member, e.Expected, "a value that it cannot hold"));
        }
    }

    public static byte[] Write(Operation operation, IReadOnlyDictionary<string, object?> members)
    {
        var writer = new JsonBodyWriter(512);
        LooseJson.WriteStructure(ref writer, operation.Output, members);
        byte[] body = writer.Written.ToArray();
        writer.Discard();
        return body;
    }
}
