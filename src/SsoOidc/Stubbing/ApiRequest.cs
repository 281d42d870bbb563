using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc;

/// <summary>
/// A request that a stubbed client has recorded: after conversion and validation, before signing. What the caller does to the
/// request object afterwards does not change it.
/// </summary>
public sealed class ApiRequest
{
    private object? _request;

    internal ApiRequest(OperationContext context)
    {
        Context = context;
        Parameters = context.Request is { } request ? context.Operation.RequestToDictionary(request) : LooseCopy.Of(context.Parameters);
    }

    /// <summary>Gets the operation's wire name.</summary>
    public string OperationName => Context.Operation.Name;

    /// <summary>Gets the parameters by wire name; those that were not set are absent.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; }

    /// <summary>
    /// Gets the parameters as the operation's request, such as a <see cref="CreateTokenRequest"/>, of a loose call too; null where
    /// the request cannot hold what was sent, which takes a loose call without validation.
    /// </summary>
    public object? Request => _request ??= Read();

    /// <summary>Gets the call itself, with what was sent and answered.</summary>
    public OperationContext Context { get; }

    /// <summary>Returns the operation's name only: parameters hold secrets.</summary>
    public override string ToString() => OperationName;

    private object? Read()
    {
        var writer = new JsonBodyWriter(512);
        try
        {
            LooseJson.WriteStructure(ref writer, Context.Operation.Input, Parameters);
            if (writer.IsInvalid)
            {
                return null;
            }

            var reader = new Utf8JsonReader(writer.Written, new JsonReaderOptions { MaxDepth = LooseJson.MaxDepth + 2 });
            reader.Read();
            return Context.Operation.ReadRequest(ref reader);
        }
        catch (Exception e) when (e is UnexpectedValueException or ParameterValidationException)
        {
            return null;
        }
        finally
        {
            writer.Discard();
        }
    }
}
