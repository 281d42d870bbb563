using System.Text.Json;
using SsoOidc.Model;
using SsoOidc.Retries;
using SsoOidc.Shapes;

namespace SsoOidc.Protocol;

/// <summary>Reads the answer of a failed call.</summary>
internal static class ErrorReader
{
    private const string TooLargeMessage = "Request body must be less than 1 MB";

    public static SsoOidcServiceException Read(OperationHttpResponse response)
    {
        var body = TryReadBody(response);
        string code = ErrorCode.Of(body, response);
        var details = new ErrorDetails(code, Message(body, code, response), response.StatusCode, response.RequestId, body ?? new ErrorBody());
        var error = ErrorTable.ByCode(code)?.Create(details) ?? new SsoOidcServiceException(details);
        var reasons = ErrorClassifier.Classify(code, response.StatusCode);
        error.IsThrottling = (reasons & RetryReasons.Throttling) != 0;

        // Whether expired credentials or a wrong clock can be helped depends on the call; the retry handler knows.
        error.IsRetryable = (reasons & ~(RetryReasons.ExpiredCredentials | RetryReasons.ClockSkew)) != 0;
        return error;
    }

    /// <summary>Reads only what the failure is called, without making an exception.</summary>
    public static string ReadCode(OperationHttpResponse response, out bool hasOAuthError)
    {
        var body = TryReadBody(response);
        hasOAuthError = !string.IsNullOrEmpty(body?.Error);
        return ErrorCode.Of(body, response);
    }

    /// <summary>Reads an error body; null where there is none, or none that is a JSON object.</summary>
    internal static ErrorBody? TryReadBody(OperationHttpResponse response)
    {
        if (response.BodyLength == 0 || response.IsTooLarge)
        {
            return null;
        }

        try
        {
            return ReadBody(response.Body);
        }
        catch (Exception e) when (JsonReading.IsReaderException(e))
        {
            // Told in the message: the exception says that the body was unreadable, and how long it was.
            return null;
        }
    }

    private static ErrorBody? ReadBody(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadBody(json, JsonReading.Options);
        }
        catch (JsonException) when (JsonReading.MayHaveComments(json))
        {
            return ReadBody(json, JsonReading.WithComments);
        }
    }

    private static ErrorBody? ReadBody(ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var body = ErrorBody.Table.Read(ref reader);
        JsonReading.ReadToEnd(ref reader);
        return body;
    }

    private static string Message(ErrorBody? body, string code, OperationHttpResponse response)
    {
        if (body is null)
        {
            return response.BodyLength == 0
                ? code
                : $"{code} (the body of the answer, {(response.IsTooLarge ? "more than " : string.Empty)}{response.BodyLength} bytes, is not a readable JSON object)";
        }

        if (code == "RequestEntityTooLarge")
        {
            return TooLargeMessage;
        }

        foreach (string? text in (ReadOnlySpan<string?>)[body.Message, body.CapitalMessage, body.ErrorDescription, body.Error])
        {
            if (!string.IsNullOrEmpty(text))
            {
                return Text.ForDisplay(text);
            }
        }

        return code;
    }
}
