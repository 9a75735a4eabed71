"""What can go wrong, each as one sentence that says what happened and what to do."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "no_such_file": "There is no file at “{path}”. Check the name, or choose the file again.",
    "unreadable_file": "“{path}” could not be read. Check that you may open it.",
    "unwritable_file": "“{path}” could not be saved there. Choose another place.",
    "not_a_picture": "“{path}” is not a picture that Facet can read. Use HEIC, JPEG, PNG, WebP, "
    "TIFF, GIF, BMP or AVIF.",
    "truncated_picture": "“{path}” is damaged or incomplete. Save or download the picture again.",
    "cannot_keep_picture": "The picture could not be kept in “{path}”. Free some space, and paste "
    "it again.",
    "picture_too_large": "“{path}” has more than {limit} million pixels. Make it smaller first.",
    "picture_too_thin": "“{path}” is too long and thin to look at. Crop it first.",
    "not_a_sound": "“{path}” is not a sound that Facet can read. Use M4A, MP3, WAV, FLAC, "
    "AIFF or OGG.",
    "sound_too_long": "“{path}” is longer than {limit} minutes. Cut it into shorter parts.",
    "sound_too_short": "“{path}” is too short to hear anything. Record it again.",
    "not_a_medium": "“{path}” is not a picture, a sound or a video that Facet can read. Choose "
    "another file.",
    "not_a_clip": "“{path}” is not a video that Facet can read. Use MOV or MP4.",
    "clip_too_long": "“{path}” is longer than {limit} seconds. Cut out the part that matters.",
    "not_a_checkpoint": "“{path}” is not a model folder. Choose the folder that holds "
    "config.json and the .safetensors files.",
    "unreadable_config": "“{path}” is damaged. Download the model's config.json again.",
    "other_model": "“{path}” holds a model of the kind “{family}”. Facet runs Gemma 4 only.",
    "missing_shards": "The model in “{path}” is incomplete: {missing} is missing. "
    "Download the model again.",
    "damaged_weights": "“{path}” is damaged. Download the file again.",
    "mismatched_weights": "The weights in “{path}” do not match their config.json: {detail}. "
    "Download the model again.",
    "unreadable_tokenizer": "The tokenizer in “{path}” is missing or damaged. "
    "Download tokenizer.json again.",
    "already_quantised": "The model in “{path}” is quantised already. Choose the one that it was "
    "made from, in bf16.",
    "folder_taken": "There is something at “{path}” already. Choose another name.",
    "unwritable_folder": "The model could not be written to “{path}”. Free some space, or choose "
    "another place.",
    "no_room_for_model": "The model takes {need} GB, and at “{path}” {free} GB are free. Free some "
    "space, or choose another disk.",
    "prompt_too_long": "This conversation has {tokens} tokens, and {model} takes {limit}. "
    "Start a new chat, or shorten the message.",
    "empty_prompt": "There is nothing to answer yet. Write something, or add a picture.",
    "cannot_see": "{model} cannot see pictures. Choose a model that can, or remove the picture.",
    "cannot_hear": "{model} cannot hear. Choose Gemma 4 E2B, E4B or 12B, or remove the sound.",
    "cannot_watch": "{model} cannot watch video. Choose a model that can, or remove the clip.",
    "no_model": "No model is loaded. Choose one first.",
    "bad_messages": "The messages are not in the expected form: {detail}.",
    "out_of_memory": "There is not enough memory for this. Close other apps, or choose a "
    "smaller model.",
    "no_display": "There is no display to open a window on. Use `facet ask` in the terminal.",
    "cannot_keep_chats": "This chat can't be saved in “{path}” at the moment. Free some space on "
    "the disk; it is tried again, and nothing is lost while Facet is open.",
    "unreadable_chats": "The chats in “{path}” could not be read. They are left as they are; Facet "
    "begins with a new one.",
    "chats_recovered": "The file of your chats was damaged. Chats recovered: {count}. The damaged "
    "file is kept as “{path}”.",
    "chats_lost": "The file of your chats was damaged, and no chat in it could be read. It is kept "
    "as “{path}”.",
    "newer_chats": "The chats in “{path}” were written by a newer Facet. Update Facet to see "
    "them; until then nothing is saved.",
    "not_an_export": "“{path}” holds no chats that Facet can bring in. Choose a file that Facet, "
    "ChatGPT or LM Studio has written.",
    "damaged_export": "“{path}” is damaged or incomplete. Export or download the chats again.",
    "newer_export": "“{path}” was written by a newer Facet. Update Facet to bring it in.",
    "export_too_large": "“{path}” holds more than Facet brings in at once. Export fewer chats.",
    "no_sound_system": "Sound cannot be recorded or played here: the PortAudio library is missing. "
    "Install libportaudio2, and restart Facet.",
    "sound_system_stuck": "The sound of this computer does not answer. Unplug the microphone and "
    "plug it in again, or restart Facet.",
    "no_microphone": "There is no microphone. Plug one in, and try again.",
    "microphone_gone": "The microphone “{name}” is not there any more. Plug it in, or choose "
    "another one.",
    "microphone_busy": "The microphone “{name}” could not be opened. Close other apps that use it, "
    "and try again.",
    "microphone_not_ready": "The microphone was not ready yet. Speak when the bars begin to move.",
    "microphone_lost": "The microphone was unplugged. What was recorded until then is kept.",
    "microphone_lost_at_once": "The microphone was unplugged before anything was recorded. Plug it "
    "in, and try again.",
    "recording_too_short": "That was too short to hear anything. Speak a little longer.",
    "microphone_silent": "Nothing but silence came from the microphone. Check that it is not "
    "muted, and that Facet may use it in System Settings › Privacy & Security › Microphone.",
    "microphone_refused": "Facet may not use the microphone. Allow it in System Settings › "
    "Privacy & Security › Microphone, and try again.",
    "no_speaker": "The recording could not be played. Connect a loudspeaker or headphones, and "
    "try again.",
    "cannot_keep_recording": "The recording could not be kept in “{path}”. Free some space, and "
    "try again.",
    "engine_died": "The model stopped unexpectedly. Nothing you wrote is lost.",
    "engine_would_not_start": "The model's process could not be started. Restart Facet.",
    "no_voice": "There is no voice to read aloud with. Add one in System Settings › "
    "Accessibility › Spoken Content.",
    "unexpected": "Something went wrong in the model: {detail}. Nothing you wrote is lost; "
    "try again.",
}


class Problem(Exception):
    """A failure told in one sentence: `kind` is a key of SENTENCES, `details` fill its blanks."""

    def __init__(self, kind: str, /, **details: object) -> None:
        self.kind = kind
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(SENTENCES[kind].format(**self.details))
