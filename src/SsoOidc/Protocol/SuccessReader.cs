using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc.Protocol;

/// <summary>Reads the body of an answer with status 200 to 299.</summary>
internal static class SuccessReader
{
    /// <summary>Returns the typed response; null where the body cannot be read, and then the call has an error.</summary>
    public static SsoOidcResponse? Read(OperationContext context, OperationHttpResponse response)
    {
        if (response.IsTooLarge)
        {
            FailTooLarge(context, response);
            return null;
        }

        var body = response.Body;
        if (body.IsEmpty)
        {
            return context.Operation.CreateResponse();
        }

        try
        {
            return Read(context.Operation, body);
        }
        catch (UnexpectedValueException e)
        {
            Fail(context, response, "cannot be read: " + e.Message, e.Member);
        }
        catch (Exception e) when (JsonReading.IsReaderException(e))
        {
            // The reader's own exception is not kept: its message can quote what follows in the body, tokens included.
            FailNotJson(context, response);
        }

        return null;
    }

    private static SsoOidcResponse Read(Operation operation, ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(operation, body, JsonReading.Options);
        }
        catch (JsonException) when (JsonReading.MayHaveComments(body))
        {
            return Read(operation, body, JsonReading.WithComments);
        }
    }

    private static SsoOidcResponse Read(Operation operation, ReadOnlySpan<byte> body, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(body, options);
        reader.Read();
        SsoOidcResponse response;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                response = operation.ReadResponse(ref reader);
                break;
            case JsonTokenType.StartArray:
                // The reference takes any array and null as "nothing was said".
                reader.Skip();
                response = operation.CreateResponse();
                break;
            case JsonTokenType.Null:
                response = operation.CreateResponse();
                break;
            default:
                throw new JsonException("The document is not an object.");
        }

        JsonReading.ReadToEnd(ref reader);
        return response;
    }

    // By themselves, as their texts are put together by a good deal of code.
    private static void FailTooLarge(OperationContext context, OperationHttpResponse response) =>
        Fail(context, response, $"is longer than {OperationHttpResponse.MaxBodyLength} bytes", null);

    private static void FailNotJson(OperationContext context, OperationHttpResponse response) =>
        Fail(context, response, $"is not readable JSON ({response.BodyLength} bytes)", null);

    private static void Fail(OperationContext context, OperationHttpResponse response, string what, string? member) =>
        context.Error = new ResponseParseException(
            $"The answer of {context.Operation.Name} (HTTP {response.StatusCode}) {what}.", member, response.StatusCode, response.RequestId, null);
}
